package io.boxoffice.services.database;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The ETags of what the catalog versions: the version, and for what shows more than its version says (a show with its sale status
 * and names), a dash and a checksum of the body. Changes go by the version alone.
 */
public final class Etags {
    private static final char CHECKSUM_FOLLOWS = '-';
    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");

    private Etags() {}

    /** Of a body that its version determines. */
    public static String of(long version) {
        return "\"" + version + '"';
    }

    /** Of a body that differs under one version. */
    public static String of(long version, byte[] body) {
        return "\"" + version + CHECKSUM_FOLLOWS + checksum(body) + '"';
    }

    private static String checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return Long.toHexString(checksum.getValue());
    }

    /**
     * The versions that If-Match names. A tag that is weak or none of ours names none.
     *
     * @throws ProblemException precondition_required, without If-Match
     */
    public static Versions expected(Call call) {
        List<String> headers = call.headers("if-match");
        if (headers.isEmpty()) {
            throw new ProblemException(HttpProblem.PRECONDITION_REQUIRED);
        }
        return versions(headers);
    }

    /** The same of what If-Match would say. */
    public static Versions versions(String ifMatch) {
        return versions(List.of(ifMatch));
    }

    private static Versions versions(List<String> headers) {
        Set<Long> versions = new HashSet<>();
        for (String header : headers) {
            if (header.trim().equals(ANY)) {
                return Versions.ANY;
            }
            Matcher tags = TAG.matcher(header);
            while (tags.find()) {
                long version = version(tags.group(2));
                if (tags.group(1) == null && version > 0) {
                    versions.add(version);
                }
            }
        }
        return new Versions(versions);
    }

    private static long version(String tag) {
        int end = tag.indexOf(CHECKSUM_FOLLOWS);
        return Ids.parse(end < 0 ? tag : tag.substring(0, end));
    }
}
