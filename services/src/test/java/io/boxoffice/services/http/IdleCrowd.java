package io.boxoffice.services.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections that say next to nothing, as a process of its own: says "open" when all stand, and "closed" when the server
 * has ended all of them. Arguments: port, how many, what each says first.
 */
final class IdleCrowd {
    /** Of one source address; a client's ports are not endless either. */
    private static final int A_SOURCE = 20_000;

    private IdleCrowd() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        int count = Integer.parseInt(args[1]);
        byte[] says = args[2].getBytes(StandardCharsets.US_ASCII);
        List<SocketChannel> crowd = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            byte[] source = {127, 0, 0, (byte) (1 + i / A_SOURCE)};
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            if (says.length > 0) {
                channel.write(ByteBuffer.wrap(says));
            }
            crowd.add(channel);
        }
        System.out.println("open");
        ByteBuffer heard = ByteBuffer.allocate(1_024);
        for (SocketChannel channel : crowd) {
            try {
                while (channel.read(heard.clear()) >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // Ended too.
                channel.close();
            }
        }
        System.out.println("closed");
    }
}
