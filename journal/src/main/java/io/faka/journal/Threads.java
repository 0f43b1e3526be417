package io.faka.journal;

/** Waiting for the module's own background threads. */
final class Threads {
    private Threads() {}

    /** Returns once the thread has ended; an interrupt is kept for later. */
    static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
