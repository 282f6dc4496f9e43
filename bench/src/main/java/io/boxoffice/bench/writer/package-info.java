/** How fast the persistence writer is, against raw COPY: {@link io.boxoffice.bench.writer.WriterSpeed}. */
package io.boxoffice.bench.writer;
