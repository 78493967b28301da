package mssql_test

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// A statement and a table as SQL Server takes them. Nothing is connected.
func Example() {
	meta := azoth.NewMetaData()
	table := azoth.NewTable("orders", meta,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("customer", mssql.NVarchar(50), schema.NotNull()),
		schema.Col("paid", types.Boolean(), schema.NotNull()))
	o := azoth.Columns[struct {
		ID       col.Int64
		Customer col.String
		Paid     col.Bool
	}](table)
	latest := azoth.Select2(o.ID, o.Customer).Where(o.Paid, o.Customer.Ne("ed")).OrderBy(o.ID.Desc()).Limit(10)

	for _, st := range []expr.Element{latest.Statement(), latest.Offset(20).Statement(), &schema.CreateTable{Table: table}} {
		sql, err := compiler.Text(st, mssql.Dialect.Grammar)
		if err != nil {
			fmt.Println(err)
		}
		fmt.Println(strings.ReplaceAll(strings.Trim(sql, "\n"), " \n", "\n"))
	}
	// Output:
	// SELECT TOP (@p1) orders.id, orders.customer
	// FROM orders
	// WHERE orders.paid = 1 AND orders.customer != @p2 ORDER BY orders.id DESC
	// SELECT orders.id, orders.customer
	// FROM orders
	// WHERE orders.paid = 1 AND orders.customer != @p1 ORDER BY orders.id DESC
	//  OFFSET @p2 ROWS
	//  FETCH FIRST @p3 ROWS ONLY
	// CREATE TABLE orders (
	// 	id BIGINT NOT NULL IDENTITY,
	// 	customer NVARCHAR(50) NOT NULL,
	// 	paid BIT NOT NULL,
	// 	PRIMARY KEY (id)
	// )
}
