package io.boxoffice.services.follow;

/**
 * Times and limits of an {@link EventFollower}. Times in milliseconds.
 *
 * @param pollIntervalMs pause when there was nothing new
 * @param batchMaxEvents so many events are handed out before a commit, and as many more as the last command has
 * @param retryMinMs     pause after a failure; doubles each time
 * @param retryMaxMs     the longest pause
 */
public record FollowerConfig(long pollIntervalMs, int batchMaxEvents, long retryMinMs, long retryMaxMs) {}
