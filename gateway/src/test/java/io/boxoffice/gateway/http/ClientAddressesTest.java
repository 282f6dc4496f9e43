package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
    private final ClientAddresses addresses =
            ClientAddresses.of(List.of("127.0.0.1", "10.1.0.0/16", "2001:db8:1::/48", "192.168.7.128/25"));

    private long peer(String address) throws UnknownHostException {
        return addresses.ofPeer(new InetSocketAddress(InetAddress.getByName(address), 1));
    }

    private long forwarded(String... lines) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (String line : lines) {
            headers.add("X-Forwarded-For", line);
        }
        return addresses.ofForwarded(headers);
    }

    @Test
    void shouldTellStrangersApartAndKnowTrustedProxies() throws UnknownHostException {
        assertEquals(ClientAddresses.UNKNOWN, peer("127.0.0.1"));
        assertEquals(ClientAddresses.UNKNOWN, peer("10.1.255.3"));
        assertEquals(ClientAddresses.UNKNOWN, peer("192.168.7.200"));
        assertEquals(ClientAddresses.UNKNOWN, peer("2001:db8:1:5::7"));
        for (String stranger : new String[] {
            "127.0.0.2", "10.2.0.1", "192.168.7.127", "0.0.0.0", "255.255.255.255", "2001:db8:2::1", "::2"
        }) {
            assertNotEquals(ClientAddresses.UNKNOWN, peer(stranger), stranger);
            assertEquals(peer(stranger), peer(stranger));
        }
        assertNotEquals(peer("127.0.0.2"), peer("127.0.0.3"));
    }

    @Test
    void shouldCountAnIpv6AddressByItsFirst64Bits() throws UnknownHostException {
        assertEquals(peer("2001:db8:2:3::1"), peer("2001:db8:2:3:ffff::9"));
        assertNotEquals(peer("2001:db8:2:3::1"), peer("2001:db8:2:4::1"));
    }

    @Test
    void shouldBelieveProxiesAndNotWhatClientsSayBefore() throws UnknownHostException {
        assertEquals(peer("203.0.113.9"), forwarded("203.0.113.9"));
        assertEquals(peer("203.0.113.9"), forwarded("198.51.100.1, 203.0.113.9"));
        assertEquals(peer("203.0.113.9"), forwarded("198.51.100.1,203.0.113.9 , 10.1.0.7"));
        assertEquals(peer("203.0.113.9"), forwarded("198.51.100.1", "203.0.113.9", "10.1.0.7"));
        assertEquals(peer("203.0.113.9"), forwarded("x".repeat(10_000) + ", 203.0.113.9"), "what a client says before");
        assertEquals(peer("203.0.113.9"), forwarded("::ffff:203.0.113.9"), "as proxies of both families write it");
        assertEquals(peer("203.0.113.9"), forwarded("203.0.113.9, ::ffff:10.1.0.7"));
        assertEquals(ClientAddresses.UNKNOWN, forwarded());
        assertEquals(ClientAddresses.UNKNOWN, forwarded("10.1.0.7"));
        assertEquals(ClientAddresses.UNKNOWN, forwarded("unknown, 10.1.0.7"));
        assertEquals(ClientAddresses.UNKNOWN, forwarded("203.0.113.9, "));
        assertEquals(ClientAddresses.UNKNOWN, forwarded(",".repeat(2_000)));
    }

    @Test
    void shouldRefuseWhatIsNoAddress() {
        for (String bad : new String[] {"proxy.example", "10.0.0.0/33", "10.0.0.0/0", "::/129", "", "10.0.0.0/x"}) {
            assertThrows(IllegalArgumentException.class, () -> ClientAddresses.of(List.of(bad)), bad);
        }
    }
}
