package azoth

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
)

// Inspect answers questions about the tables of a database: names, columns, keys, constraints, indexes. ex is an Engine or a Connection.
// SQLAlchemy: inspect(engine).
func Inspect(ex expr.Executor) *inspect.Inspector { return inspect.New(ex) }

// Reflect is a table or view as the database has it, in a MetaData of its own together with the tables that its foreign keys lead to. Its
// columns are t.C("name"), which compare with any value. Many tables at once are read by MetaData.Reflect.
// SQLAlchemy: Table(name, MetaData(), autoload_with=engine).
func Reflect(ctx context.Context, ex expr.Executor, name string, options ...schema.ReflectOption) (*schema.Table, error) {
	return schema.NewMetaData().ReflectTable(ctx, ex, name, options...)
}
