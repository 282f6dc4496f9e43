package io.boxoffice.gateway.status;

import java.util.function.Function;

/**
 * A part of the server that can tell how it stands.
 *
 * @param name for people, unique on a board
 * @param look tells it now; called about once a second, by one thread at a time, and must not block
 */
public record Part(String name, Function<StatusLimits, PartState> look) {}
