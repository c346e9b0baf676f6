package city.belfry.hub.ingest;

/// Told what an ingest is doing; called from the ingest's own thread, so it must be quick.
public interface Progress {
    /// Nobody watches.
    Progress NONE = new Progress() {
        @Override
        public void step(String dataset, Step step) {
            // nobody watches
        }

        @Override
        public void statements(long count) {
            // nobody watches
        }

        @Override
        public void done(DatasetReport report) {
            // nobody watches
        }
    };

    void step(String dataset, Step step);

    /// Statements made so far by the step that runs; about every thousand.
    void statements(long count);

    void done(DatasetReport report);
}
