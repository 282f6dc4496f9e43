package io.boxoffice.server.serve;

import io.boxoffice.gateway.GatewayConfig.Listener;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.services.payment.PaymentProviders;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server would show to other machines, judged before anything is started. Any thread. */
public final class Exposure {
    private static final Logger LOG = LoggerFactory.getLogger(Exposure.class);

    private Exposure() {}

    /**
     * Refuses what nobody asked for: plain HTTP, or the admin port, beyond the loopback interface.
     *
     * @throws IllegalStateException one line that names the setting
     */
    public static void requireAsked(ServerConfig config) {
        Listener api = config.gateway().listener();
        if (api.tls() == null && !config.asked().plainHttp() && !isLoopback(api.host())) {
            throw new IllegalStateException("http.bind-address is " + api.host()
                    + ", which other machines reach, and tokens would pass in plain text: set http.tls, or"
                    + " http.allow-plain = true behind a proxy that speaks TLS, or http.bind-address = 127.0.0.1");
        }
        if (!config.gateway().publicUrl().isConfigured() && !isLoopback(api.host())) {
            throw new IllegalStateException("http.bind-address is " + api.host()
                    + ", which other machines reach, and public.url does not say under which address people know the site: set it,"
                    + " such as public.url = \"https://tickets.example\"");
        }
        requireAskedOfAdmin(config);
    }

    /**
     * The same of the admin port alone.
     *
     * @throws IllegalStateException one line that names the setting
     */
    public static void requireAskedOfAdmin(ServerConfig config) {
        String host = config.admin().host();
        if (!config.asked().remoteAdmin() && !isLoopback(host)) {
            throw new IllegalStateException("admin.bind-address is " + host
                    + ", which other machines reach, and nobody is asked for a token there: set admin.allow-remote = true in"
                    + " a network you trust, or admin.bind-address = 127.0.0.1");
        }
    }

    /**
     * Finds out before recovery begins that a port cannot be had.
     *
     * @throws IOException one line that names the port and what to do
     */
    static void requireFreePorts(ServerConfig config) throws IOException {
        Listener api = config.gateway().listener();
        int adminPort = config.admin().port();
        if (adminPort != 0 && adminPort == api.port()) {
            throw new IOException(
                    "http.port and admin.port are both " + adminPort + ": choose two, with --port or --admin-port");
        }
        requireFree(api.host(), api.port(), "http.port", "--port");
        requireFree(config.admin().host(), adminPort, "admin.port", "--admin-port");
    }

    private static void requireFree(String host, int port, String key, String flag) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new IOException("there is no address " + host + " here: check bind-address beside " + key);
            }
            socket.bind(address);
        } catch (BindException e) {
            throw new IOException(
                    "cannot listen on port " + port + " of " + host + " (" + key + "): " + e.getMessage()
                            + "; is a server running already? End it, or choose another port with " + flag,
                    e);
        }
    }

    /** Says how payments are taken, and warns where strangers could pay with nothing. */
    static void logProviders(ServerConfig config) {
        String host = config.gateway().listener().host();
        if (!config.of(PaymentProviders.class).sandbox()) {
            LOG.warn("Payment providers: none. Only what costs nothing can be sold; see payment.providers");
        } else if (isLoopback(host)) {
            LOG.info("Payment providers: sandbox, which moves no money");
        } else {
            LOG.warn(
                    "PAYMENT PROVIDERS: SANDBOX, AND THE SERVER LISTENS ON {}: whoever reaches it gets tickets and pays nothing."
                            + " Take it out of payment.providers before anything real is sold",
                    host);
        }
    }

    /** Whether only this machine reaches an address. One that is not known is not trusted. */
    static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
