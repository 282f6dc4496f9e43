/**
 * Images that organisations send. {@link io.boxoffice.services.media.MediaFeature} has the operations; {@link
 * io.boxoffice.services.media.ImageUploads} takes a file that was sent: {@link io.boxoffice.services.media.ImageHeader} looks at it before
 * anything is decoded, {@link io.boxoffice.services.media.ImageEncoder} makes its sizes, an {@link io.boxoffice.services.media.ImageStore}
 * keeps them, and {@link io.boxoffice.services.media.Images} has the SQL, for {@code db/media}. Other features refer to an image by its id, the
 * hash of the file that was sent. See ADR 34.
 */
package io.boxoffice.services.media;
