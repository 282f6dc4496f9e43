package io.boxoffice.services.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A mail server that answers addresses and mails as it is told to. */
final class FakeMailServer implements AutoCloseable {
    private final ServerSocket socket;
    final List<String> mails = Collections.synchronizedList(new ArrayList<>());
    volatile String toRecipient = "250 2.1.5 ok";
    volatile String toMail = "250 2.0.0 taken";
    volatile int connections;

    FakeMailServer() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (true) {
            try (Socket client = socket.accept()) {
                connections++;
                talk(client);
            } catch (SocketException e) {
                if (socket.isClosed()) {
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.ISO_8859_1);
        out.print("220 here\r\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase();
            String answer =
                    switch (command) {
                        case "RCPT" -> toRecipient;
                        case "DATA" -> "354 go on";
                        case "QUIT" -> "221 bye";
                        default -> "250 ok";
                    };
            out.print(answer + "\r\n");
            out.flush();
            if (command.equals("DATA")) {
                mails.add(body(in));
                out.print(toMail + "\r\n");
                out.flush();
            } else if (command.equals("QUIT")) {
                return;
            }
        }
    }

    private static String body(BufferedReader in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            body.append(line).append('\n');
        }
        return body.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
