package io.boxoffice.services.catalog;

import io.boxoffice.services.ImageSize;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Images that organisations have. */
@FunctionalInterface
public interface OwnedImages {
    /**
     * Keeps images from being removed until the transaction ends. Blocks.
     *
     * @return the sizes of those that the organisation has, by id
     */
    Map<String, List<ImageSize>> keep(Handle handle, long organisationId, Collection<String> ids);
}
