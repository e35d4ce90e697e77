//! Lambert-93 (EPSG:2154), the legal projection of metropolitan France, on the GRS 80 ellipsoid.
//!
//! Source of the formula and constants: IGN, note technique NT/G 71 « Projection cartographique conique conforme de
//! Lambert », algorithms ALG0001 and ALG0003.

/// Exponent of the projection.
const N: f64 = 0.725_607_765_053_267;
/// Constant of the projection, metres.
const C: f64 = 11_754_255.426_096;
/// Coordinates of the pole in the plane, metres.
const XS: f64 = 700_000.0;
const YS: f64 = 12_655_612.049_876;
/// First eccentricity of GRS 80.
const E: f64 = 0.081_819_191_042_816;
/// Longitude of the origin, degrees.
const ORIGIN: f64 = 3.0;

/// Degrees (WGS 84 taken as RGF93, less than a metre apart) to metres (x, y).
pub fn lambert93(lat: f64, lon: f64) -> (f64, f64) {
    let phi = lat.to_radians();
    let eccentric = E * phi.sin();
    let isometric = ((std::f64::consts::FRAC_PI_4 + phi / 2.0).tan() * ((1.0 - eccentric) / (1.0 + eccentric)).powf(E / 2.0)).ln();
    let radius = C * (-N * isometric).exp();
    let angle = N * (lon - ORIGIN).to_radians();
    (XS + radius * angle.sin(), YS - radius * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::lambert93;

    #[test]
    fn the_origin_of_lambert_93_has_its_published_coordinates() {
        let (x, y) = lambert93(46.5, 3.0);
        assert!((x - 700_000.0).abs() < 0.01 && (y - 6_600_000.0).abs() < 0.01, "{x} {y}");
    }

    #[test]
    fn the_tower_of_paris_falls_where_surveyors_put_it() {
        // Eiffel tower: 48.858 25 N, 2.294 5 E is about (648 237, 6 862 270) in Lambert-93.
        let (x, y) = lambert93(48.858_25, 2.294_5);
        assert!((x - 648_237.0).abs() < 30.0 && (y - 6_862_270.0).abs() < 30.0, "{x} {y}");
    }
}
