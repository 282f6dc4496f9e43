package io.boxoffice.services.http;

import io.boxoffice.services.account.Mailer;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A mailer that keeps the ids of the codes that were to be sent, and sends nothing. For one caller at a time. */
final class SentCodes implements Mailer {
    final List<Long> ids = new ArrayList<>();

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void sendCode(Handle handle, long codeId, long personId) {
        ids.add(codeId);
    }

    @Override
    public void forget(Handle handle, long personId) {
        // Keeps nothing of anybody.
    }
}
