package city.belfry.hub.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/// Makes the JDK connect to the address that was checked, and not to what the name means a moment later.
///
/// `java.net.http` takes no resolver, but the JDK takes one for the whole process; names that nobody pinned are
/// resolved as ever. The pins are the one piece of shared state in the hub: the JDK builds this class itself, so a
/// constructor cannot hand them over.
public final class PinnedAddresses extends InetAddressResolverProvider {
    private static final ConcurrentMap<String, Pin> PINS = new ConcurrentHashMap<>();

    private record Pin(List<InetAddress> addresses, int users) {}

    /// Until [#release], `host` means these addresses.
    static void pin(String host, InetAddress[] addresses) {
        PINS.merge(
                host.toLowerCase(Locale.ROOT),
                new Pin(List.of(addresses), 1),
                (held, wanted) -> new Pin(wanted.addresses(), held.users() + 1));
    }

    static void release(String host) {
        PINS.computeIfPresent(
                host.toLowerCase(Locale.ROOT),
                (name, pin) -> pin.users() == 1 ? null : new Pin(pin.addresses(), pin.users() - 1));
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtIn = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                Pin pin = PINS.get(host.toLowerCase(Locale.ROOT));
                return pin == null ? builtIn.lookupByName(host, policy) : pin.addresses().stream();
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtIn.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "belfry-pinned";
    }
}
