package io.boxoffice.services.catalog;

import io.boxoffice.gateway.record.Records;
import io.boxoffice.services.database.Etags;

/**
 * What was made, as it is answered.
 *
 * @param etag of what its location answers
 * @param body as sent
 */
record Made(long id, String etag, byte[] body) {
    /** Something that its version determines. */
    static Made of(long id, long version, Object record) {
        return new Made(id, Etags.of(version), Records.bytes(record));
    }
}
