using System.Net;
using System.Net.Sockets;
using System.Text;
using Cockpit.Scanner.Discovery;
using Xunit;

namespace Cockpit.Scanner.Tests.Discovery;

public sealed class NetworkSearchTests
{
    [Theory]
    [InlineData("10.2.0.0/24", 254, "10.2.0.1", "10.2.0.254")]
    [InlineData("10.2.0.77/24", 254, "10.2.0.1", "10.2.0.254")]
    [InlineData("10.2.0.6/31", 2, "10.2.0.6", "10.2.0.7")]
    [InlineData("10.2.0.6", 1, "10.2.0.6", "10.2.0.6")]
    [InlineData("0.0.0.0/16", 65_534, "0.0.0.1", "0.0.255.254")]
    [InlineData("2001:db8::/120", 256, "2001:db8::", "2001:db8::ff")]
    public void A_network_has_its_addresses(string network, int count, string first, string last)
    {
        AddressRange range = AddressRange.Parse(network, out _)!;
        Assert.Equal((count, first, last), (range.Count, range.Addresses.First().ToString(), range.Addresses.Last().ToString()));
        Assert.Equal(count, range.Addresses.Distinct().Count());
    }

    [Theory]
    [InlineData("10.2.0.0/15")]
    [InlineData("10.2.0.0/33")]
    [InlineData("10.2/16")]
    [InlineData("web-01")]
    [InlineData("2001:db8::/64")]
    [InlineData("fe80::1%lo/128")]
    [InlineData("10.2.0.0/24/1")]
    public void What_is_no_network_or_too_large_a_one_is_refused_with_words(string network)
    {
        Assert.Null(AddressRange.Parse(network, out string problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public async Task Only_what_speaks_ssh_is_found_with_what_it_says()
    {
        int port = FreePort();
        using TcpListener plain = Listen("127.0.6.17", port, "SSH-2.0-OpenSSH_9.2\r\n"), talks = Listen("127.0.6.18", port, "Welcome\nto us\nSSH-2.0-Odd\u001b[2J\n"),
            web = Listen("127.0.6.19", port, "HTTP/1.0 400 Bad\r\n\r\n"), endless = Listen("127.0.6.20", port, new string('x', 10_000));
        int done = 0;
        IReadOnlyList<FoundHost> found = await Task.Run(() => new NetworkSearch(new SearchWish(AddressRange.Parse("127.0.6.16/29", out _)!, [port], 2_000, Names: false)).Run((d, _, _) => done = d, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.Equal(["127.0.6.17 SSH-2.0-OpenSSH_9.2", "127.0.6.18 SSH-2.0-Odd?[2J"], found.Select(f => $"{f.Address} {f.Banner}"));
        Assert.Equal(6, done);
    }

    [Fact]
    public void A_search_that_is_cancelled_ends()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new NetworkSearch(new SearchWish(AddressRange.Parse("127.0.0.0/16", out _)!, [1], 100, Names: false)).Run((done, _, _) =>
        {
            if (done == 20) stop.Cancel();
        }, stop.Token));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Says its text to everyone and closes.</summary>
    private static TcpListener Listen(string address, int port, string says)
    {
        var listener = new TcpListener(IPAddress.Parse(address), port);
        listener.Start();
        _ = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using Socket peer = await listener.AcceptSocketAsync();
                    await peer.SendAsync(Encoding.Latin1.GetBytes(says));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over, or the searcher had read enough.
            }
        });
        return listener;
    }
}
