//! Where a request comes from on the network, for slowing down guesses: the other end of the connection, or what a proxy
//! that the operator named says of it.

use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// "192.0.2.7", or the first 64 bits of an IPv6 address: whoever has one of these has them all.
#[derive(Clone, Debug, PartialEq)]
pub struct Client(pub String);

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Client, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        Ok(Client(from(peer, &parts.headers, &app.doors.proxies)))
    }
}

fn from(peer: Option<IpAddr>, headers: &HeaderMap, proxies: &[IpAddr]) -> String {
    let Some(peer) = peer else { return "unknown".into() };
    let trusted = |ip: IpAddr| ip.to_canonical().is_loopback() || proxies.contains(&ip.to_canonical());
    let mut from = peer;
    if trusted(peer) {
        // Each proxy appends who spoke to it: the last one that we do not trust is the client.
        let told: Vec<IpAddr> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|one| one.trim().parse().ok())
            .collect();
        if let Some(client) = told.iter().rev().find(|ip| !trusted(**ip)) {
            from = *client;
        }
    }
    match from.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], proxies: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a header"));
        }
        let proxies: Vec<IpAddr> = proxies.iter().map(|p| p.parse().expect("an address")).collect();
        from(Some(peer.parse().expect("an address")), &headers, &proxies)
    }

    #[test]
    fn a_proxy_that_was_named_is_believed_and_no_other() {
        assert_eq!(seen("127.0.0.1", &["192.0.2.7"], &[]), "192.0.2.7");
        assert_eq!(seen("203.0.113.9", &["192.0.2.7"], &[]), "203.0.113.9", "anybody can write this header");
        assert_eq!(seen("10.0.0.2", &["198.51.100.1, 192.0.2.7"], &["10.0.0.2"]), "192.0.2.7", "what the client wrote is not believed");
        assert_eq!(seen("10.0.0.2", &["192.0.2.7", "10.0.0.3"], &["10.0.0.2", "10.0.0.3"]), "192.0.2.7");
        assert_eq!(seen("127.0.0.1", &["nonsense"], &[]), "127.0.0.1");
        assert_eq!(seen("2001:db8:1:2:3:4:5:6", &[], &[]), "2001:db8:1:2::/64");
    }
}
