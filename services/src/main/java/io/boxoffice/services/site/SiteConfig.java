package io.boxoffice.services.site;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import io.boxoffice.services.Messages;
import java.util.List;

/**
 * What an operator sets of the pages.
 *
 * @param languages     codes of the catalogues that are served; the first is for people who ask for none of them
 * @param textsDirectory where the operator's texts are: {@code privacy.en.txt}, {@code terms.ar.txt}; empty: those that come along
 * @param maxPageAgeMs  how long a page that is the same for everybody is kept
 * @param maxPageBytes  of all pages that are kept
 * @param maxPictureBytes of pictures for sharing that are kept
 * @param maxShowsAPage shows that one page tells of at most
 * @param payment       how long people may take to pay
 */
public record SiteConfig(
        List<String> languages,
        String textsDirectory,
        int maxPageAgeMs,
        long maxPageBytes,
        long maxPictureBytes,
        int maxShowsAPage,
        PaymentTimes payment) {
    /**
     * Times of paying.
     *
     * @param returnMs     within which somebody comes back from the provider's page for it to count
     * @param lookAgainSeconds after which the page that says the bank is asked is asked for again
     * @param maxLooks     how often it is, by itself
     */
    public record PaymentTimes(long returnMs, int lookAgainSeconds, int maxLooks) {
        /** As the configuration has it where nothing is said. */
        public static final PaymentTimes DEFAULT = new PaymentTimes(1_800_000, 3, 20);
    }

    /** Reads it from the section {@code site}. */
    public static final ConfigPart<SiteConfig> PART = new ConfigPart<>("site", SiteConfig.class, SiteConfig::read);

    /** As the configuration has it where nothing is said. */
    public static final SiteConfig DEFAULT =
            new SiteConfig(List.of("en", "ar"), "", 2_000, 33_554_432, 4_194_304, 400, PaymentTimes.DEFAULT);

    private static SiteConfig read(Section s) {
        List<String> languages = s.texts("languages");
        if (languages.isEmpty() || !languages.stream().allMatch(Messages::exists)) {
            throw s.refused("languages", "must name catalogues that there are: messages/CODE.json");
        }
        return new SiteConfig(
                languages,
                s.text("texts-directory"),
                s.integer("max-page-age-ms", 0, 60_000),
                s.whole("max-page-bytes", 0, 1L << 40),
                s.whole("max-picture-bytes", 0, 1L << 30),
                s.integer("max-shows-a-page", 1, 10_000),
                new PaymentTimes(
                        s.whole("payment-return-ms", 60_000, Section.DAY_MS),
                        s.integer("look-again-seconds", 1, 60),
                        s.integer("max-looks", 0, 1_000)));
    }
}
