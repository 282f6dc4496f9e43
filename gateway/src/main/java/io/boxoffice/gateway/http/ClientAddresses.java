package io.boxoffice.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a request comes from: the other end of the connection, or what a trusted proxy says of it in X-Forwarded-For. An IPv6
 * address counts by its first 64 bits, since one household has all that follow. Immutable; any thread.
 */
public final class ClientAddresses {
    /** A trusted proxy that does not say whom it speaks for: nothing is limited by this address. */
    public static final long UNKNOWN = 0;

    /** Those who are believed when nothing is configured: programs on the same machine. */
    public static final ClientAddresses LOOPBACK_TRUSTED = of(List.of("127.0.0.1", "::1"));

    private static final String FORWARDED_FOR = "x-forwarded-for";
    /** Apart from all IPv6 prefixes that are in use. */
    private static final long IPV4 = 1L << 32;

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private record Network(byte[] address, int bits) {
        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits >>> 3;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = 8 - (bits & 7);
            return rest == 8 || (address[whole] & 0xFF) >>> rest == (other[whole] & 0xFF) >>> rest;
        }
    }

    private final List<String> texts;
    private final List<Network> trusted;

    private ClientAddresses(List<String> texts, List<Network> trusted) {
        this.texts = texts;
        this.trusted = trusted;
    }

    /**
     * @param trustedProxies addresses, or networks such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException naming the one that is neither
     */
    public static ClientAddresses of(List<String> trustedProxies) {
        List<Network> networks = new ArrayList<>();
        for (String text : trustedProxies) {
            networks.add(network(text));
        }
        return new ClientAddresses(List.copyOf(trustedProxies), List.copyOf(networks));
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        byte[] address = parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(text + " is not an address or network");
        }
        int bits = slash < 0 ? address.length * 8 : (int) Ids.parse(text.substring(slash + 1));
        if (bits < 1 || bits > address.length * 8) {
            throw new IllegalArgumentException(text + " is not an address or network");
        }
        return new Network(address, bits);
    }

    /** An address of IPv4 that is written as one of IPv6 is one of IPv4. Null: it is none. */
    private static byte[] parse(String text) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        boolean mapped = address != null && address.length == IPV6_BYTES;
        for (int i = 0; mapped && i < IPV6_BYTES - IPV4_BYTES; i++) {
            mapped = address[i] == (i < 10 ? 0 : (byte) 0xFF);
        }
        return mapped ? Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES) : address;
    }

    private boolean isTrusted(byte[] address) {
        for (Network network : trusted) {
            if (network.holds(address)) {
                return true;
            }
        }
        return false;
    }

    /** The number of a connection's other end; {@link #UNKNOWN} for a trusted proxy. */
    long ofPeer(SocketAddress peer) {
        byte[] address = bytes(peer);
        return address == null || isTrusted(address) ? UNKNOWN : number(address);
    }

    /**
     * The number of the address that a trusted proxy speaks for: the last one named that is not a trusted proxy itself. What
     * stands before it is only what the client says.
     */
    long ofForwarded(HttpHeaders headers) {
        List<String> lines = headers.getAll(FORWARDED_FOR);
        for (int line = lines.size() - 1; line >= 0; line--) {
            String text = lines.get(line);
            int end = text.length();
            while (end >= 0) {
                int comma = end == 0 ? -1 : text.lastIndexOf(',', end - 1);
                byte[] address = parse(text.substring(comma + 1, end).trim());
                if (address == null) {
                    return UNKNOWN;
                }
                if (!isTrusted(address)) {
                    return number(address);
                }
                end = comma;
            }
        }
        return UNKNOWN;
    }

    private static byte[] bytes(SocketAddress peer) {
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
        return address == null ? null : address.getAddress();
    }

    private static long number(byte[] address) {
        boolean isIpv4 = address.length == IPV4_BYTES;
        long number = 0;
        for (int i = 0; i < (isIpv4 ? IPV4_BYTES : Long.BYTES); i++) {
            number = number << 8 | address[i] & 0xFF;
        }
        if (isIpv4) {
            return IPV4 | number;
        }
        return number == UNKNOWN ? 1 : number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAddresses addresses && addresses.texts.equals(texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }
}
