package io.boxoffice.server.config;

import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.operations.AdminConfig;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.server.core.CoreLimits;
import io.boxoffice.server.core.RetentionConfig;
import io.boxoffice.server.core.SnapshotConfig;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.ServiceConfig;
import io.boxoffice.services.account.AccountConfig;
import io.boxoffice.services.booking.BookingListConfig;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.ManyShowsConfig;
import io.boxoffice.services.catalog.QuotaConfig;
import io.boxoffice.services.catalog.ShowRules;
import io.boxoffice.services.media.MediaConfig;
import io.boxoffice.services.notification.MailConfig;
import io.boxoffice.services.organisation.OrganisationConfig;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.PaymentProviders;
import io.boxoffice.services.sandbox.SandboxConfig;
import io.boxoffice.services.saved.SavedShowsConfig;
import io.boxoffice.services.search.SearchConfig;
import io.boxoffice.services.site.SiteConfig;
import java.util.List;

/** The parts of a server's configuration, in the order in which {@code config/boxoffice.conf} shows their sections. */
final class ConfigParts {
    static final List<ConfigPart<?>> ALL = List.of(
            DataDirectory.PART,
            GatewayConfig.PART,
            ServerConfig.Asked.PART,
            AdminConfig.PART,
            StatusLimits.PART,
            DatabaseConfig.PART,
            JournalConfig.PART,
            SnapshotConfig.PART,
            RetentionConfig.PART,
            PipelineConfig.PART,
            CoreLimits.PART,
            ShowRules.PART,
            CatalogConfig.PART,
            ManyShowsConfig.PART,
            SearchConfig.PART,
            ServiceConfig.PART,
            BookingListConfig.PART,
            PaymentConfig.PART,
            PaymentProviders.PART,
            SandboxConfig.PART,
            ServerConfig.Writer.PART,
            QuotaConfig.PART,
            SavedShowsConfig.PART,
            MediaConfig.PART,
            OrganisationConfig.PART,
            PublicSite.PART,
            SiteConfig.PART,
            AccountConfig.PART,
            MailConfig.PART);

    private ConfigParts() {}
}
