/**
 * Hostile bytes for every decoder.
 *
 * <p>A {@link io.boxoffice.server.fuzz.FuzzTarget} is one decoder with some valid inputs and what is promised of it. They are
 * listed in {@link io.boxoffice.server.fuzz.Decoder}. {@link io.boxoffice.server.fuzz.DecoderFuzzTest} judges them with the
 * kept corpus and with a bounded number of seeded mutations; {@link io.boxoffice.server.fuzz.CoverageGuided} lets Jazzer look
 * for inputs that reach new code, which then become part of the corpus.
 */
package io.boxoffice.server.fuzz;
