package io.boxoffice.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests for a host that is none of ours: a web page whose name was made to lead to this port (DNS rebinding) names
 * itself in Host. A request without Host comes from no browser. Any event loop.
 */
public final class HostGuard implements RequestHandler {
    private static final String LOCALHOST = "localhost";

    private final RequestHandler handler;
    private final Set<String> allowed = new HashSet<>();

    /**
     * @param allowedHosts names and addresses besides localhost and loopback addresses; with a port, for that port alone
     * @param handler      does the rest
     */
    public HostGuard(Set<String> allowedHosts, RequestHandler handler) {
        this.handler = handler;
        allowedHosts.forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
    }

    @Override
    public int onHeader(Exchange exchange) {
        String host = exchange.header(HttpHeaderNames.HOST);
        if (host != null && !isAllowed(host.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(HttpProblem.MISDIRECTED_REQUEST);
        }
        return handler.onHeader(exchange);
    }

    private boolean isAllowed(String host) {
        String name = withoutPort(host);
        return name.equals(LOCALHOST) || allowed.contains(name) || allowed.contains(host) || isLoopback(name);
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return colon < 0 || colon != host.lastIndexOf(':') ? host : host.substring(0, colon);
    }

    /** Of an address written as such; names are not looked up. */
    private static boolean isLoopback(String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        try {
            return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public void onRequest(Exchange exchange) {
        handler.onRequest(exchange);
    }

    @Override
    public void onResponse(Exchange exchange, Response response) {
        handler.onResponse(exchange, response);
    }
}
