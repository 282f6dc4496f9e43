package io.boxoffice.bench.load.hostile;

import java.util.List;

/** The attacks of {@code bin/boxoffice load}. */
public enum Attack {
    SLOW_READERS("slow-readers", "Asks for the largest answers and does not read them.", SlowReaders.variants()),
    HELD_BODIES("held-bodies", "Begins requests and holds their ends back.", HeldBodies.variants()),
    ONE_ACCOUNT(
            "one-account",
            "One customer, one organizer or one address does what it may, as often as it can.",
            OneAccount.variants()),
    DISTINCT_TOKENS(
            "distinct-tokens",
            "Sends tokens that were never seen: one valid token in ever new spellings, then invalid ones.",
            DistinctTokens.variants()),
    DISTINCT_NAMES(
            "distinct-names",
            "Sends bodies and queries that cost much to read for what they are.",
            DistinctNames.variants());

    private final String text;
    private final String what;
    private final List<Variant> variants;

    Attack(String text, String what, List<Variant> variants) {
        this.text = text;
        this.what = what;
        this.variants = variants;
    }

    /** As the command line writes it. */
    public String text() {
        return text;
    }

    /** What it does, in a sentence. */
    String what() {
        return what;
    }

    /** Its forms. */
    List<Variant> variants() {
        return variants;
    }

    /**
     * One form.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    Variant variant(String name) {
        return variants.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of "
                        + String.join(", ", variants.stream().map(Variant::name).toList())));
    }

    /** Whether it wants halls with very many seats. */
    boolean needsLargeMaps() {
        return this == SLOW_READERS;
    }
}
