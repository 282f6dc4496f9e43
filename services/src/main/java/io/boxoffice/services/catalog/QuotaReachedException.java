package io.boxoffice.services.catalog;

/** The organisation has as many as it may have (409); deleting some makes room. */
public final class QuotaReachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String quota;
    private final long limit;

    /**
     * @param quota which, as the configuration calls it
     */
    public QuotaReachedException(String quota, long limit) {
        super("the organisation may have " + limit + " of " + quota, null, false, false);
        this.quota = quota;
        this.limit = limit;
    }

    /** Which quota, as the configuration calls it. */
    public String quota() {
        return quota;
    }

    /** What it allows. */
    public long limit() {
        return limit;
    }
}
