package city.belfry.hub.store;

/// Which of the two databases holds a graph. A public query runs on the open one alone, so it cannot reach the other.
public enum Visibility {
    OPEN("open"),
    /// Drafts, quarantine, personal and restricted datasets.
    RESTRICTED("restricted");

    private final String folder;

    Visibility(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }

    Visibility other() {
        return switch (this) {
            case OPEN -> RESTRICTED;
            case RESTRICTED -> OPEN;
        };
    }
}
