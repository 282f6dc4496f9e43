package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;

/**
 * Who sells: a row and an answer.
 *
 * @param reason  why it is in this state
 * @param version counts its changes from 1
 */
public record Organisation(
        @IdText @NotNull long id,
        @Nested @JsonUnwrapped OrganisationRequest stated,
        @NotNull @Pattern(regexp = State.PATTERN) String state,
        String reason,
        @NotNull @JsonProperty("createdAt") Instant createdAt,
        @NotNull long version) {
    /** What becomes of it: its members act for it, and its shows are sold at its counter, only while it is approved. */
    static final class State {
        static final String PATTERN = "^(pending|approved|suspended|closed)$";
        static final String PENDING = "pending";
        static final String APPROVED = "approved";
        static final String CLOSED = "closed";

        private State() {}
    }
}
