using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Storage;

public sealed class PostgreSqlDialectTests
{
    [Theory]
    [InlineData("", "off")]
    [InlineData(";Options=-c work_mem=8MB", "off")]
    [InlineData(";Options=-c jit=on", "on")]
    public async Task Connection_Opened_DoesNotCompileSearchesUnlessItsOwnerWantsThat(string options, string expected)
    {
        await using var store = await TestStore.CreateAsync(StorageProvider.PostgreSql);
        await using var dialect = new PostgreSqlDialect(store.ConnectionString + options);
        await using var connection = await dialect.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SHOW jit";

        Assert.Equal(expected, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
