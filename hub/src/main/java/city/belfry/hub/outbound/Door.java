package city.belfry.hub.outbound;

import city.belfry.hub.outbound.OutboundException.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Calls other machines, and only those that may be called.
///
/// Each address, those of redirects included, is checked before the connection: scheme, host on the list, and every
/// address that the host resolves to; the connection then goes to the addresses that were checked. Thread-safe.
public final class Door {
    private static final int REDIRECTS_MAX = 5;
    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(20);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String AGENT = "Belfry (city data hub)";

    private final Set<String> hosts;
    private final Set<String> privateHosts;
    private final HostNames names;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIME_MAX)
            .build();
    private final ExecutorService transfers = Executors.newVirtualThreadPerTaskExecutor();

    /// A door to the hosts given and to no other.
    ///
    /// @param hosts who may be called
    /// @param privateHosts who may be called also at a private or local address
    public Door(Set<String> hosts, Set<String> privateHosts, HostNames names) {
        this.hosts = lowerCase(hosts);
        this.privateHosts = lowerCase(privateHosts);
        this.names = names;
    }

    private static Set<String> lowerCase(Set<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /// Fetches an address into a file, unless it is still what the caller has.
    ///
    /// @param known what the server said about the version that the caller has
    /// @param target file that is written; it may hold a part of the answer when this throws
    public Answer fetch(URI address, Validator known, Path target, Caps caps) {
        // The clock runs over connecting, redirects and every byte, since a peer may drip for ever.
        try (ExecutorService transfer = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient client = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIME_MAX)
                        .build()) {
            Future<Answer> answer = transfer.submit(() -> follow(client, address, known, target, caps));
            try {
                return answer.get(caps.timeMax().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new OutboundException(
                        Code.SOURCE_TOO_SLOW,
                        address + " did not answer within " + caps.timeMax().toSeconds()
                                + " s. Try again later, or raise limits.downloadTime.",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unreachable(address, "the call was interrupted", e);
            } catch (ExecutionException e) {
                throw switch (e.getCause()) {
                    case RuntimeException failure -> failure;
                    case null, default -> unreachable(address, reason(e.getCause()), e);
                };
            } finally {
                answer.cancel(true);
                client.shutdownNow();
            }
        }
    }

    /// An answer that is held in memory.
    ///
    /// @param mediaType as the server says; empty when it does not
    public record Reply(String mediaType, InputStream body) {}

    /// Sends a form or a document and takes the answer; a redirect is a refusal. Connections are kept for the next
    /// call.
    public Reply post(URI address, String body, Map<String, String> headers, Caps caps) {
        // First of all, since the client takes no address without a host.
        String host = check(address);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(caps.timeMax())
                .header("User-Agent", AGENT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return exchange(address, host, request, caps);
    }

    /// Takes a document into memory; a redirect is a refusal.
    public Reply get(URI address, Map<String, String> headers, Caps caps) {
        String host = check(address);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(caps.timeMax()).header("User-Agent", AGENT);
        headers.forEach(request::header);
        return exchange(address, host, request.GET(), caps);
    }

    private Reply exchange(URI address, String host, HttpRequest.Builder request, Caps caps) {
        PinnedAddresses.pin(host, resolve(address, host));
        CompletableFuture<HttpResponse<InputStream>> call =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        // The clock of the request ends with the headers; a peer may drip its body for ever.
        Future<Reply> reply = transfers.submit(() -> held(address, call.get(), caps));
        try {
            return reply.get(Math.max(1, caps.timeMax().toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OutboundException(
                    Code.SOURCE_TOO_SLOW,
                    address + " did not answer within " + caps.timeMax().toMillis() / 1000.0 + " s.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(address, "the call was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof ExecutionException inner ? inner.getCause() : e.getCause();
            throw cause instanceof OutboundException known ? known : unreachable(address, reason(cause), e);
        } finally {
            call.cancel(true);
            reply.cancel(true);
            PinnedAddresses.release(host);
        }
    }

    private static Reply held(URI address, HttpResponse<InputStream> response, Caps caps) throws IOException {
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new OutboundException(
                        Code.SOURCE_REFUSED, address + " answered with status " + response.statusCode() + ".");
            }
            byte[] bytes = body.readNBytes(Math.toIntExact(caps.bytesMax() + 1));
            if (bytes.length > caps.bytesMax()) {
                throw tooLarge(address, caps);
            }
            return new Reply(response.headers().firstValue("Content-Type").orElse(""), new ByteArrayInputStream(bytes));
        }
    }

    private Answer follow(HttpClient client, URI start, Validator known, Path target, Caps caps)
            throws IOException, InterruptedException {
        URI address = start;
        for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
            String host = check(address);
            PinnedAddresses.pin(host, resolve(address, host));
            try {
                HttpResponse<InputStream> response =
                        client.send(request(address, known, caps), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    switch (response.statusCode()) {
                        case 200 -> {
                            return receive(address, response, body, target, caps);
                        }
                        case 304 -> {
                            return new Answer.Unchanged();
                        }
                        case 301, 302, 303, 307, 308 -> address = next(address, response);
                        default ->
                            throw new OutboundException(
                                    Code.SOURCE_REFUSED,
                                    address + " answered with status " + response.statusCode()
                                            + ". Open it in a browser to see why.");
                    }
                }
            } finally {
                PinnedAddresses.release(host);
            }
        }
        throw new OutboundException(
                Code.SOURCE_UNREACHABLE,
                start + " redirects more than " + REDIRECTS_MAX + " times. Name its last address.");
    }

    private static HttpRequest request(URI address, Validator known, Caps caps) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(caps.timeMax()).header("User-Agent", AGENT);
        known.entityTag().ifPresent(tag -> request.header("If-None-Match", tag));
        known.lastModified().ifPresent(date -> request.header("If-Modified-Since", date));
        return request.GET().build();
    }

    /// The host of an address that may be called.
    private String check(URI address) {
        String scheme = address.getScheme();
        String host = address.getHost();
        if ((!"http".equals(scheme) && !"https".equals(scheme)) || host == null || address.getUserInfo() != null) {
            throw new OutboundException(
                    Code.ADDRESS_INVALID,
                    address + " is no address that Belfry calls; expected http:// or https://, a host, and no user"
                            + " name.");
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (!hosts.contains(name) && !privateHosts.contains(name)) {
            throw new OutboundException(
                    Code.HOST_NOT_ALLOWED,
                    "the host " + host + " may not be called. If it belongs to a source, name it under access.hosts in"
                            + " city.yaml.");
        }
        return host;
    }

    private InetAddress[] resolve(URI address, String host) {
        InetAddress[] addresses;
        try {
            // An IPv6 address stands in brackets in a URI (RFC 3986 §3.2.2).
            addresses = names.addresses(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        } catch (UnknownHostException e) {
            throw unreachable(address, "the name " + host + " is not known", e);
        }
        for (InetAddress resolved : addresses) {
            if (!PublicAddresses.contains(resolved) && !privateHosts.contains(host.toLowerCase(Locale.ROOT))) {
                throw new OutboundException(
                        Code.ADDRESS_PRIVATE,
                        "the host " + host + " has a private or local address. If it is meant, name it under"
                                + " access.privateHosts in city.yaml.");
            }
        }
        return addresses;
    }

    private static URI next(URI address, HttpResponse<?> response) {
        try {
            URI next = address.resolve(
                    URI.create(response.headers().firstValue("Location").orElse("")));
            if ("https".equals(address.getScheme()) && "http".equals(next.getScheme())) {
                throw unreachable(address, "it redirects from https to http", null);
            }
            return next;
        } catch (IllegalArgumentException e) {
            throw unreachable(address, "it redirects to something that is no address", e);
        }
    }

    private static Answer receive(URI address, HttpResponse<?> response, InputStream body, Path target, Caps caps)
            throws IOException {
        if (response.headers().firstValueAsLong("Content-Length").orElse(0) > caps.bytesMax()) {
            throw tooLarge(address, caps);
        }
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = Files.newOutputStream(target)) {
            int read = body.read(buffer);
            while (read >= 0) {
                bytes += read;
                if (bytes > caps.bytesMax()) {
                    throw tooLarge(address, caps);
                }
                out.write(buffer, 0, read);
                read = body.read(buffer);
            }
        }
        Validator validator = new Validator(
                response.headers().firstValue("ETag"), response.headers().firstValue("Last-Modified"));
        return new Answer.Body(address, bytes, validator);
    }

    private static OutboundException tooLarge(URI address, Caps caps) {
        return new OutboundException(
                Code.SOURCE_TOO_LARGE,
                address + " is larger than " + (caps.bytesMax() >> 20)
                        + " MB. If it is meant to be, raise limits.sourceSize in city.yaml.");
    }

    private static OutboundException unreachable(URI address, String reason, @Nullable Throwable cause) {
        String message =
                address + " cannot be reached: " + reason + ". See whether the address is right and its host is up.";
        return cause == null
                ? new OutboundException(Code.SOURCE_UNREACHABLE, message)
                : new OutboundException(Code.SOURCE_UNREACHABLE, message, cause);
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException e -> "no connection within " + CONNECT_TIME_MAX.toSeconds() + " s";
            case ConnectException e -> "the connection was refused";
            case SSLException e -> "no safe connection could be made";
            case IOException e -> "the connection broke off";
            case null, default -> "an unknown reason";
        };
    }
}
