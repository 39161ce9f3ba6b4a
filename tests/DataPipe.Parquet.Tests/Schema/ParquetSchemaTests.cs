using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Tests.Schema;

public sealed class ParquetSchemaTests
{
    [Fact]
    public void Leaves_have_paths_and_levels()
    {
        var schema = new ParquetSchema(
        [
            SchemaNode.String("id"),
            SchemaNode.Double("score", optional: true),
            SchemaNode.List("messages", false, SchemaNode.Struct("message", false,
                SchemaNode.String("role"), SchemaNode.String("content", optional: true))),
            SchemaNode.List("grid", true, SchemaNode.List("row", true, SchemaNode.Int32("cell", true))),
        ]);
        Assert.Equal(
            ["id 0 0", "score 1 0", "messages.list.element.role 1 1", "messages.list.element.content 2 1", "grid.list.element.list.element 5 2"],
            schema.Leaves.Select(leaf => $"{leaf.Path} {leaf.MaxDefinition} {leaf.MaxRepetition}"));
        Assert.Equal([0, 1, 2, 3, 4], schema.Leaves.Select(leaf => leaf.Index));
        Assert.Equal(["messages", "list", "element", "role"], schema.Leaves[2].Names);
        Assert.Same(schema.Leaves[3], schema.FindLeaf("messages.list.element.content"));
        Assert.Null(schema.FindLeaf("messages"));
    }

    [Fact]
    public void Equal_fields_are_equal_with_their_children()
    {
        static SchemaNode Node(string name) => SchemaNode.Struct("a", true, SchemaNode.List(name, false, SchemaNode.Date("d")));
        Assert.Equal(Node("b"), Node("b"));
        Assert.Equal(Node("b").GetHashCode(), Node("b").GetHashCode());
        Assert.NotEqual(Node("b"), Node("c"));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var node = SchemaNode.Int32("leaf");
        for (var depth = 0; depth < ParquetSchema.MaxDepth; depth++)
            node = SchemaNode.Struct("s", false, node);
        Assert.Throws<ArgumentException>(() => new ParquetSchema([node]));
    }

    [Fact]
    public void Paths_that_spell_out_too_much_are_refused()
    {
        var leaves = new SchemaNode[100];
        for (var i = 0; i < leaves.Length; i++)
            leaves[i] = SchemaNode.Int32($"l{i}");
        var node = SchemaNode.Struct(new string('x', 1 << 20), false, leaves);
        Assert.Throws<ArgumentException>(() => new ParquetSchema([node]));
    }

    [Fact]
    public void A_leaf_with_children_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ParquetSchema([SchemaNode.Int32("a") with { Children = [SchemaNode.Int32("b")] }]));

    [Fact]
    public void A_repeated_element_of_a_list_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => SchemaNode.List("l", false, SchemaNode.Int32("e") with { Repetition = Repetition.Repeated }));

    [Fact]
    public void A_map_has_a_required_key_and_one_value()
    {
        var map = SchemaNode.Map("m", true, SchemaNode.String("k"), SchemaNode.List("v", true, SchemaNode.Date("d")));
        Assert.Equal(["m.key_value.key", "m.key_value.value.list.element"], new ParquetSchema([map]).Leaves.Select(leaf => leaf.Path));
        Assert.Throws<ArgumentException>(() => SchemaNode.Map("m", true, SchemaNode.String("k", optional: true), SchemaNode.Int32("v")));
        Assert.Throws<ArgumentException>(
            () => SchemaNode.Map("m", true, SchemaNode.String("k"), SchemaNode.Int32("v") with { Repetition = Repetition.Repeated }));
    }

    [Theory]
    [InlineData(1, PhysicalType.Int32, null)]
    [InlineData(9, PhysicalType.Int32, null)]
    [InlineData(10, PhysicalType.Int64, null)]
    [InlineData(18, PhysicalType.Int64, null)]
    [InlineData(19, PhysicalType.FixedLenByteArray, 9)]
    [InlineData(38, PhysicalType.FixedLenByteArray, 16)]
    [InlineData(39, PhysicalType.ByteArray, null)]
    public void A_decimal_number_takes_the_smallest_type_that_holds_its_digits(int precision, PhysicalType physical, int? bytes)
    {
        var node = SchemaNode.Decimal("d", precision, 1);
        Assert.Equal((physical, bytes, precision, 1), (node.Physical!.Value, node.FixedBytes, node.DecimalPrecision!.Value, node.DecimalScale!.Value));
    }

    [Fact]
    public void A_decimal_number_has_digits_and_no_more_behind_the_point()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SchemaNode.Decimal("d", 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SchemaNode.Decimal("d", 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => SchemaNode.Decimal("d", 3, -1));
    }
}
