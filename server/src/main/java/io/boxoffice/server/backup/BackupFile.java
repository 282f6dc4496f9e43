package io.boxoffice.server.backup;

/**
 * A file of a backup.
 *
 * @param path   relative to the backup's directory, with slashes
 * @param sha256 of all its bytes, in hexadecimal digits
 */
public record BackupFile(String path, long bytes, String sha256) {}
