package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.htcondor.CondorException;
import org.updraft.openstack.CloudException;

/**
 * Asks sources in parallel and waits for each no longer than a deadline. Adapters have deadlines of their own; this one is
 * for an adapter that breaks its word.
 */
final class Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final Executor executor;
    private final Duration deadline;

    Inquiry(Executor executor, Duration deadline) {
        this.executor = executor;
        this.deadline = deadline;
    }

    /** Something to ask. */
    interface Question<T> {
        T ask() throws CloudException, CondorException, LedgerException;
    }

    /** Sends a question off; the answer is fetched by {@link Pending#await}. */
    <T> Pending<T> ask(String source, Question<T> question) {
        CompletableFuture<Answer<T>> future = CompletableFuture.supplyAsync(() -> answer(source, question), executor);
        return () -> await(source, future);
    }

    /** An answer on its way. */
    interface Pending<T> {
        Answer<T> await();
    }

    private static <T> Answer<T> answer(String source, Question<T> question) {
        try {
            return new Answer.Seen<>(question.ask());
        } catch (CloudException | CondorException | LedgerException e) {
            return new Answer.Blind<>(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a bug of ours, or an answer nobody has seen before: blind, and loud
            LOG.error("asking {} failed in a way we did not foresee; it counts as blind", source, e);
            return new Answer.Blind<>("reading its answer failed: " + e);
        }
    }

    private <T> Answer<T> await(String source, CompletableFuture<Answer<T>> future) {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            return new Answer.Blind<>("no answer within " + deadline.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Blind<>("the service is being stopped");
        } catch (ExecutionException e) {
            LOG.error("asking {} broke off; it counts as blind", source, e.getCause());
            return new Answer.Blind<>("asking broke off: " + e.getCause());
        }
    }
}
