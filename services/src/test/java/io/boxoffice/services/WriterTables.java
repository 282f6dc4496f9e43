package io.boxoffice.services;

/** What the persistence writer keeps, as far as features read it; the writer owns the schema. */
public final class WriterTables {
    /** Makes the schema and its tables, empty. */
    public static final String CREATE = """
            CREATE SCHEMA sales;
            CREATE TABLE sales.writer_watermark (journal_id bigint, sequence bigint, updated_at timestamptz DEFAULT now());
            CREATE TABLE sales.reservations (reservation_id bigint PRIMARY KEY, show_id bigint, customer_id bigint,
              status text, payment_status text, reference bigint, currency char(3), amount bigint, paid_amount bigint,
              refund_due_amount bigint, refunded_amount bigint, units int, created_at timestamptz, deadline_at timestamptz,
              updated_at timestamptz, last_sequence bigint);
            CREATE TABLE sales.booked_seats (reservation_id bigint, ordinal int, unit int, price bigint, status text,
              ticket_type int DEFAULT 0);
            CREATE TABLE sales.check_ins (reservation_id bigint, ordinal int);
            CREATE TABLE sales.payments (reservation_id bigint, attempt int, amount bigint);
            CREATE TABLE sales.refunds (reservation_id bigint, refund int, attempt int DEFAULT 0, amount bigint DEFAULT 0,
              currency char(3) DEFAULT 'EUR', status text DEFAULT 'due', reason text DEFAULT 'customer_cancelled',
              updated_at timestamptz DEFAULT now());
            CREATE TABLE sales.reservation_transitions (reservation_id bigint, sequence bigint, ordinal int, step text,
              attempt int, decline_reason text);
            """;

    private WriterTables() {}
}
