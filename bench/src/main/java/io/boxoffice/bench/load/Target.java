package io.boxoffice.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.function.LongFunction;

/**
 * The server under load.
 *
 * @param api            such as {@code http://127.0.0.1:8080}
 * @param admin          where its metrics are; null: nobody knows
 * @param organizerToken of whoever puts the run's shows on sale
 * @param customerToken  of a customer, by their number
 */
public record Target(URI api, URI admin, String organizerToken, LongFunction<String> customerToken) {
    /**
     * @throws LoadFailedException when it is not on the loopback interface of this machine
     */
    public Target {
        requireLoopback(api);
        if (admin != null) {
            requireLoopback(admin);
        }
    }

    /** Where its API is. */
    public InetSocketAddress address() {
        return new InetSocketAddress(api.getHost(), api.getPort() < 0 ? 80 : api.getPort());
    }

    private static void requireLoopback(URI uri) {
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new LoadFailedException("not the address of a server: " + uri + "; such as http://127.0.0.1:8080");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                if (!address.isLoopbackAddress()) {
                    throw new LoadFailedException(
                            uri.getHost() + " is not this machine: load is made against the loopback interface only");
                }
            }
        } catch (UnknownHostException e) {
            throw new LoadFailedException("there is no host " + uri.getHost(), e);
        }
    }
}
