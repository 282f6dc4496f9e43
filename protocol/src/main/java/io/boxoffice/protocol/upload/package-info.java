/**
 * How things larger than a ring slot reach the booking core: as records (see
 * {@link io.boxoffice.protocol.upload.UploadRecords}) in BeginUpload, UploadPart, CommitUpload commands.
 */
package io.boxoffice.protocol.upload;
