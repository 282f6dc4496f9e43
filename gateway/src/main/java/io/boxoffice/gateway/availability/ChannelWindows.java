package io.boxoffice.gateway.availability;

/**
 * When a show is sold on the web and when at the counter, where that differs. Epoch milliseconds; from 0: at once. The booking core sells
 * from the first of the beginnings until the last of the ends.
 */
public record ChannelWindows(long webFromMs, long webUntilMs, long counterFromMs, long counterUntilMs) {}
