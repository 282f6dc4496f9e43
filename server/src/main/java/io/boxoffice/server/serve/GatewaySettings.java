package io.boxoffice.server.serve;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.admin.AdminConfig;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.gateway.route.CorsPolicy;
import io.boxoffice.gateway.stream.StreamLimits;
import io.boxoffice.server.config.ServerConfig;
import java.util.Set;

/** The server's settings in the gateway's words. */
final class GatewaySettings {
    private final ServerConfig config;

    GatewaySettings(ServerConfig config) {
        this.config = config;
    }

    AdminConfig admin() {
        AdminConfig d = AdminConfig.defaults();
        return new AdminConfig(config.admin().bindAddress(), config.admin().port(), d.http());
    }

    GatewayConfig gateway() {
        GatewayConfig d = GatewayConfig.defaults();
        ServerConfig.Http http = config.http();
        ServerConfig.RequestLimits limits = http.limits();
        GatewayConfig.TlsFiles tls = http.tls() == null
                ? null
                : new GatewayConfig.TlsFiles(
                        http.tls().certificateFile(), http.tls().keyFile());
        return d.withListener(new GatewayConfig.Listener(
                        http.bindAddress(),
                        http.port(),
                        d.listener().eventLoopThreads(),
                        d.listener().transport(),
                        tls))
                .withHttp(httpLimits(d.http(), limits))
                .withWork(new GatewayConfig.Work(
                        d.work().maxInFlightPerLoop(),
                        d.work().workerThreads(),
                        d.work().maxQueuedWork(),
                        limits.maxUploadBytes(),
                        config.booking().maxSeatsPerMap(),
                        d.work().maxCachedShows(),
                        d.work().maxCachedBytes()))
                .withStreams(new StreamLimits(
                        limits.maxStreams(),
                        d.streams().publishIntervalMs(),
                        d.streams().heartbeatMs(),
                        d.streams().maxRecentDeltas(),
                        d.streams().maxRecentBytes(),
                        d.streams().feedLingerMs()))
                .withCors(new CorsPolicy(
                        Set.copyOf(http.cors().allowedOrigins()), http.cors().maxAgeSeconds()));
    }

    private static HttpLimits httpLimits(HttpLimits d, ServerConfig.RequestLimits limits) {
        return new HttpLimits(
                limits.maxUriBytes(),
                limits.maxHeaderBytes(),
                limits.maxBodyBytes(),
                limits.maxConnections(),
                limits.maxPipelinedRequests(),
                limits.requestTimeoutMs(),
                limits.requestTimeoutMs(),
                limits.idleTimeoutMs(),
                limits.writeTimeoutMs(),
                d.lingerMs(),
                limits.shutdownGraceMs());
    }
}
