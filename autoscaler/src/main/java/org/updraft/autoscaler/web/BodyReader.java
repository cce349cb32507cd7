package org.updraft.autoscaler.web;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a request's body without keeping a thread, and no more of it than is allowed. */
final class BodyReader implements Runnable {

    private final Request request;
    private final int bytesMax;
    private final Consumer<Body> then;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private BodyReader(Request request, int bytesMax, Consumer<Body> then) {
        this.request = request;
        this.bytesMax = bytesMax;
        this.then = then;
    }

    /** What came. */
    sealed interface Body {
        @SuppressWarnings("ArrayRecordComponent") // read once, never compared
        record Whole(byte[] bytes) implements Body {}

        record TooLong() implements Body {}

        /** The connection broke, or the client stopped sending. */
        record Broken() implements Body {}
    }

    /** @param then is called once, by whichever thread reads the last of it */
    static void read(Request request, int bytesMax, Consumer<Body> then) {
        if (request.getLength() > bytesMax) {
            then.accept(new Body.TooLong());
        } else {
            new BodyReader(request, bytesMax, then).run();
        }
    }

    /** Takes what is there; called again by the server when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                then.accept(new Body.Broken());
                return;
            }
            if (bytes.size() + chunk.remaining() > bytesMax) {
                chunk.release();
                then.accept(new Body.TooLong());
                return;
            }
            byte[] piece = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(piece);
            bytes.writeBytes(piece);
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                then.accept(new Body.Whole(bytes.toByteArray()));
                return;
            }
        }
    }
}
