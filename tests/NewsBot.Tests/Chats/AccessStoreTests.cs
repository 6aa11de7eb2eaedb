using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Chats;

public sealed class AccessStoreTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Claim_OpenedOnce_MakesTheFirstOwnerAndNoSecond(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var code = await world.WriteAsync(session => world.Access.CreateClaimAsync(session, ChatWorld.Bot, ChatWorld.Ct));
        Assert.Equal(LinkUse.Unknown, await ClaimAsync(world, "guessed", 1));

        Assert.Equal(LinkUse.Accepted, await ClaimAsync(world, code, 1));
        Assert.Equal(LinkUse.HasOwner, await ClaimAsync(world, code, 2));

        Assert.Equal([1L], await world.WriteAsync(session => world.Access.OwnersAsync(session, ChatWorld.Bot, ChatWorld.Ct)));
        Assert.False(await world.WriteAsync(session => world.Access.IsOwnerAsync(session, ChatWorld.Bot, 2, ChatWorld.Ct)));
        Assert.False(await world.WriteAsync(session => world.Access.IsOwnerAsync(session, ChatWorld.Bot + 1, 1, ChatWorld.Ct)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Claim_AfterAnHourOrReplaced_OpensNothing(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var replaced = await world.WriteAsync(session => world.Access.CreateClaimAsync(session, ChatWorld.Bot, ChatWorld.Ct));
        var late = await world.WriteAsync(session => world.Access.CreateClaimAsync(session, ChatWorld.Bot, ChatWorld.Ct));

        Assert.Equal(LinkUse.Unknown, await ClaimAsync(world, replaced, 1));
        world.Time.Advance(AccessStore.ClaimLifetime);
        Assert.Equal(LinkUse.Expired, await ClaimAsync(world, late, 1));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Invitation_OpenedTwice_LetsOneIn(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider, new AccessOptions { Owners = [1] });
        var code = await world.WriteAsync(session => world.Access.CreateInviteAsync(session, ChatWorld.Bot, ChatWorld.Ct));

        Assert.Equal(LinkUse.Accepted, await AcceptAsync(world, code, 5));
        Assert.Equal(LinkUse.AlreadyUsed, await AcceptAsync(world, code, 6));
        Assert.Equal(LinkUse.HasOwner, await ClaimAsync(world, code, 6));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Links_InTheStore_AreHashes(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var code = await world.WriteAsync(session => world.Access.CreateInviteAsync(session, ChatWorld.Bot, ChatWorld.Ct));

        var stored = await world.WriteAsync(session => session.ScalarAsync<string>("SELECT code_hash FROM access_link", null, ChatWorld.Ct));

        Assert.Matches("^[A-Za-z0-9]{24}$", code);
        Assert.DoesNotContain(code, stored, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<LinkUse> ClaimAsync(ChatWorld world, string code, long user) =>
        world.WriteAsync(session => world.Access.ClaimAsync(session, ChatWorld.Bot, code, user, ChatWorld.Ct));

    private static Task<LinkUse> AcceptAsync(ChatWorld world, string code, long user) =>
        world.WriteAsync(session => world.Access.AcceptInviteAsync(session, ChatWorld.Bot, code, user, ChatWorld.Ct));
}
