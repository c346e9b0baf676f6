package city.belfry.hub.sparql;

/// Fuseki refused a request by its own rules; its status and its words are kept.
public final class FusekiRefusal extends RuntimeException {
    private final int status;

    FusekiRefusal(int status, String words) {
        super(words.isEmpty() ? "The request was refused." : words);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
