package io.boxoffice.services.media;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import java.net.URI;
import java.time.Duration;

/**
 * What images may be sent, and where they are kept.
 *
 * @param s3 null: files in the data directory
 */
public record MediaConfig(Uploads uploads, Decoding decoding, Quota quota, Sweep sweep, S3 s3) {
    /** What most servers have. */
    public static final MediaConfig DEFAULT = new MediaConfig(
            new Uploads(10 << 20, 16, 300_000),
            new Decoding(40_000_000, 64 << 20, 1),
            new Quota(5_000, 5L << 30),
            new Sweep(Duration.ofHours(1), Duration.ofMinutes(10)),
            null);

    /** Reads it from the section {@code images}. */
    public static final ConfigPart<MediaConfig> PART = new ConfigPart<>("images", MediaConfig.class, MediaConfig::read);

    /**
     * Files on their way here.
     *
     * @param maxBytes  of one
     * @param maxAtOnce that arrive, or are not answered yet
     * @param timeoutMs that one may take
     */
    public record Uploads(int maxBytes, int maxAtOnce, int timeoutMs) {}

    /**
     * Decoding.
     *
     * @param maxPixels width times height
     * @param maxBytes  memory for one image, half of it on the heap
     * @param maxAtOnce images
     */
    public record Decoding(long maxPixels, long maxBytes, int maxAtOnce) {}

    /**
     * What one organisation may have.
     *
     * @param maxBytes of all sizes of its images
     */
    public record Quota(int maxImages, long maxBytes) {}

    /**
     * Removing images that nobody has.
     *
     * @param after since it was sent or removed
     * @param every between two rounds
     */
    public record Sweep(Duration after, Duration every) {}

    /**
     * A bucket of S3, or of a store that speaks like it.
     *
     * @param endpoint  null: Amazon's
     * @param pathStyle whether the bucket is part of the path
     * @param prefix    before each name
     * @param timeout   after which the store counts as away
     */
    public record S3(
            String bucket,
            String region,
            URI endpoint,
            boolean pathStyle,
            String prefix,
            String accessKey,
            String secretKey,
            Duration timeout) {
        @Override
        public String toString() {
            return bucket + " in " + (endpoint == null ? region : endpoint);
        }

        private static S3 read(Section s) {
            String bucket = s.text("bucket").strip();
            String endpoint = s.text("endpoint").strip();
            S3 read = new S3(
                    bucket,
                    s.text("region").strip(),
                    endpoint.isEmpty() ? null : uri(s, endpoint),
                    s.flag("path-style"),
                    s.text("prefix").strip(),
                    s.text("access-key").strip(),
                    s.text("secret-key").strip(),
                    Duration.ofMillis(s.integer("timeout-ms", 100, 600_000)));
            if (bucket.isEmpty()) {
                return null;
            }
            if (read.region.isEmpty() || read.accessKey.isEmpty() || read.secretKey.isEmpty()) {
                throw s.refused("bucket", "needs images.s3.region, access-key and secret-key");
            }
            return read;
        }

        private static URI uri(Section s, String endpoint) {
            try {
                URI uri = URI.create(endpoint);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // Told below.
            }
            throw s.refused("endpoint", "must be like https://s3.example.org");
        }
    }

    /** The same with other quotas. */
    public MediaConfig withQuota(Quota other) {
        return new MediaConfig(uploads, decoding, other, sweep, s3);
    }

    /** The same with other limits of files on their way here. */
    public MediaConfig withUploads(Uploads other) {
        return new MediaConfig(other, decoding, quota, sweep, s3);
    }

    /** The same with other limits of decoding. */
    public MediaConfig withDecoding(Decoding other) {
        return new MediaConfig(uploads, other, quota, sweep, s3);
    }

    /** The same with a bucket. */
    public MediaConfig withS3(S3 other) {
        return new MediaConfig(uploads, decoding, quota, sweep, other);
    }

    private static MediaConfig read(Section s) {
        return new MediaConfig(
                new Uploads(
                        s.integer("max-upload-bytes", 1_024, 32 << 20),
                        s.integer("max-uploads", 1, 10_000),
                        s.integer("upload-timeout-ms", 100, 3_600_000)),
                new Decoding(
                        s.whole("max-pixels", 1_000, 1_000_000_000),
                        s.whole("max-decode-bytes", 8 << 20, 4L << 30),
                        s.integer("max-decodes", 1, 64)),
                new Quota(
                        s.integer("max-per-organisation", 0, Section.MAX_COUNT),
                        s.whole("max-bytes-per-organisation", 0, Long.MAX_VALUE)),
                new Sweep(
                        Duration.ofMillis(s.whole("keep-unowned-ms", 600_000, 31 * Section.DAY_MS)),
                        Duration.ofMillis(s.whole("sweep-interval-ms", 1_000, Section.DAY_MS))),
                S3.read(s.section("s3")));
    }
}
