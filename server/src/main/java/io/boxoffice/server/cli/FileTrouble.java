package io.boxoffice.server.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says of a file or directory that cannot be had, which Java names and no more, what is wrong with it and what to do. */
final class FileTrouble {
    private FileTrouble() {}

    /** The message, or a better one when it only repeats that of a file system's exception. */
    static String reword(Throwable failure, String message) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof FileSystemException trouble && trouble.getFile() != null) {
                return message.contains(trouble.getMessage()) ? explain(trouble) : message;
            }
        }
        return message;
    }

    private static String explain(FileSystemException e) {
        String file = e.getFile();
        if (e instanceof NoSuchFileException) {
            return "cannot read or write " + file + ": there is no such file or directory (check the path)";
        }
        if (e instanceof AccessDeniedException) {
            return "cannot read or write " + file + ": permission denied (let this user, or name another path)";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "cannot use " + file + ": it is not a directory (name another path)";
        }
        return "cannot read or write " + file + ": " + (e.getReason() == null ? e.toString() : e.getReason())
                + " (check the path and the disk)";
    }
}
