package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class FaultsTest {
    private final Lines lines = new Lines();

    /** Keeps what is logged. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;
        private final transient List<String> logged = new ArrayList<>();

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            logged.add(MessageFormatter.basicArrayFormat(pattern, arguments) + thrown);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }

    @Test
    void shouldLogClassesAndFramesUnderTheIdAndNoMessages() {
        Exception cause = new IllegalArgumentException("near \"jane@example.org\"");
        String id = Faults.log(lines, new IllegalStateException("token abc.def", cause));
        String logged = String.join("\n", lines.logged);
        assertTrue(logged.contains(id), logged);
        assertTrue(
                logged.contains("java.lang.IllegalStateException\n\tat io.boxoffice.gateway.http.FaultsTest"), logged);
        assertTrue(logged.contains("caused by java.lang.IllegalArgumentException\n\tat "), logged);
        assertFalse(logged.contains("jane") || logged.contains("abc.def"), logged);
    }
}
