//! Asking the identity provider: few bytes, little time, no redirection, and no private address unless the operator put
//! the provider itself on one. What the provider writes in its own description cannot make this server knock elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs};
use std::time::Duration;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{Request, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

const MOST: u64 = 1 << 20;

#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    /// The provider is on a private network: so is what it names.
    private: bool,
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        match !self.private && found.iter().any(|address| is_private(address.ip())) {
            true => Err(ureq::Error::HostNotFound),
            false => Ok(found),
        }
    }
}

/// A client for the provider at `issuer`.
pub fn client(issuer: &str) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(10)))
        .max_redirects(0)
        .http_status_as_error(false)
        // A proxy would be asked for the address instead of us.
        .proxy(None)
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Guarded { inner: DefaultResolver::default(), private: is_on_private(issuer) })
}

pub fn call(agent: &Agent, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ureq::Error> {
    let (parts, mut body) = agent.run(request)?.into_parts();
    Ok(Response::from_parts(parts, body.with_config().limit(MOST).read_to_vec()?))
}

fn is_on_private(issuer: &str) -> bool {
    let Ok(uri) = issuer.parse::<Uri>() else { return false };
    let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    (host, port).to_socket_addrs().is_ok_and(|mut found| found.any(|address| is_private(address.ip())))
}

/// Not on the public Internet: this machine, this network, or nowhere.
fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && ip.octets()[2] == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let translated = (first, second) == (0x64, 0xff9b) || first == 0x2002;
    ip.is_loopback() || ip.is_unspecified() || ip.is_multicast() || (first & 0xfe00) == 0xfc00 || (first & 0xffc0) == 0xfe80 || translated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_told_from_public_ones() {
        let private = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::",
            "fd00::1",
            "fe80::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "224.0.0.1",
            "255.255.255.255",
            "2002:7f00:1::",
        ];
        for ip in private {
            assert!(is_private(ip.parse().expect("an address")), "{ip}");
        }
        for ip in ["93.184.216.34", "100.63.0.1", "172.32.0.1", "2606:2800:220:1::1"] {
            assert!(!is_private(ip.parse().expect("an address")), "{ip}");
        }
    }

    #[test]
    fn a_public_provider_cannot_send_this_server_to_its_own_machine() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let ask = |agent: &Agent, host: &str| agent.get(format!("http://{host}:{port}/jwks")).call();
        let public = client("https://93.184.216.34");
        for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
            assert!(matches!(ask(&public, host), Err(ureq::Error::HostNotFound)), "{host} was asked");
        }
        listener.set_nonblocking(true).expect("set");
        assert!(listener.accept().is_err(), "somebody knocked");
    }
}
