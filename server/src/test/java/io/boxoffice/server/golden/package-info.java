/**
 * Journals of released versions, kept as they were written and read for ever.
 *
 * <p>{@link io.boxoffice.server.golden.GoldenJournalTest} reads each directory of {@code src/test/resources/golden};
 * {@link io.boxoffice.server.golden.GoldenWriter} writes this version's, from a fixed
 * {@link io.boxoffice.server.golden.GoldenScript}. CONTRIBUTING.md says how a release adds its own.
 */
package io.boxoffice.server.golden;
