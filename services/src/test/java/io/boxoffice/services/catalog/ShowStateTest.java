package io.boxoffice.services.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.availability.SaleStatus;
import org.junit.jupiter.api.Test;

class ShowStateTest {
    @Test
    void shouldTellWhetherSeatsCanBeHadWhereTheCoreDoesNotKnowTheShow() {
        assertEquals(SaleStatus.NOT_YET, ShowState.DRAFT.saleStatusWithoutCore());
        assertEquals(SaleStatus.NOT_YET, ShowState.PUBLISHING.saleStatusWithoutCore());
        assertEquals(SaleStatus.CLOSED, ShowState.PUBLISHED.saleStatusWithoutCore());
        assertEquals(SaleStatus.CLOSED, ShowState.CLOSED.saleStatusWithoutCore());
        assertEquals(SaleStatus.CANCELLED, ShowState.CANCELLED.saleStatusWithoutCore());
        assertEquals(SaleStatus.OVER, ShowState.ARCHIVED.saleStatusWithoutCore());
    }
}
