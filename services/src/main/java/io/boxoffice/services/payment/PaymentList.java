package io.boxoffice.services.payment;

import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The payments of a booking, the last one first. */
record PaymentList(@NotNull List<PaymentState> items) {}
