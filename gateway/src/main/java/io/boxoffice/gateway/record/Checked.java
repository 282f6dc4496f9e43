package io.boxoffice.gateway.record;

import io.boxoffice.gateway.http.FieldErrors;

/** A body with rules between its components. */
public interface Checked {
    /**
     * Tells what does not fit together. Asked together with the constraints that stand on the components, so any of them may be null
     * or out of range.
     */
    void check(FieldErrors errors);
}
