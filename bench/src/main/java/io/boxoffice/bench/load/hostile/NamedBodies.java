package io.boxoffice.bench.load.hostile;

/** Bodies of JSON that cost much to read. Any thread. */
final class NamedBodies {
    private static final int NESTED = 900;
    private static final int DIGITS = 900;
    private static final int RADIX = Character.MAX_RADIX;

    private NamedBodies() {}

    /**
     * Fields that nobody knows, each with a name of its own.
     *
     * @param lead   the first fields, such as {@code "holdId":"1"}; they come last
     * @param bytes  at most; as near to it as whole fields go
     * @param number bodies of different numbers, from 0 to 1,000,000, have no name in common
     */
    static String distinctNames(String lead, int bytes, int number) {
        StringBuilder body = new StringBuilder("{");
        String prefix = Integer.toString(number, RADIX);
        for (int i = 0; ; i++) {
            String field = "\"" + prefix + "_" + Integer.toString(i, RADIX) + "\":0,";
            if (body.length() + field.length() + lead.length() + 1 > bytes) {
                return body.append(lead).append('}').toString();
            }
            body.append(field);
        }
    }

    /** Fields that nobody knows, each with arrays in arrays, nearly as deep as parsers go. */
    static String nested(String lead, int bytes) {
        return repeated(lead, bytes, "[".repeat(NESTED) + "]".repeat(NESTED));
    }

    /** Fields that nobody knows, each with a number nearly as long as parsers go. */
    static String longNumbers(String lead, int bytes) {
        return repeated(lead, bytes, "9".repeat(DIGITS) + "." + "7".repeat(20) + "e-99999");
    }

    private static String repeated(String lead, int bytes, String value) {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; ; i++) {
            String field = "\"u" + i + "\":" + value + ",";
            if (body.length() + field.length() + lead.length() + 1 > bytes) {
                return body.append(lead).append('}').toString();
            }
            body.append(field);
        }
    }

    /** A query of parameters with names of their own. */
    static String query(int bytes, int number) {
        StringBuilder query = new StringBuilder("q=a");
        String prefix = Integer.toString(number, RADIX);
        for (int i = 0; query.length() < bytes - 16; i++) {
            query.append('&')
                    .append(prefix)
                    .append('_')
                    .append(Integer.toString(i, RADIX))
                    .append("=1");
        }
        return query.toString();
    }
}
