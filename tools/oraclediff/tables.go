package main

import (
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// tableSpec is a table and its rows. oracle.py has the same columns.
type tableSpec struct {
	name    string
	columns []column
	notNull string // a list of names, each in blanks
	rows    [][]any
}

var specs = []*tableSpec{
	{
		name:    "teams",
		columns: []column{{"id", integer}, {"name", text}, {"city", text}, {"founded", date}, {"budget", number}, {"open", boolean}},
		notNull: " id name open ",
		rows:    teamRows(),
	},
	{
		name: "people",
		columns: []column{
			{"id", integer}, {"name", text}, {"nick", text}, {"age", integer}, {"active", boolean}, {"score", number}, {"born", date}, {"team_id", integer},
		},
		notNull: " id name ",
		rows:    peopleRows(),
	},
	{
		name:    "visits",
		columns: []column{{"id", integer}, {"person_id", integer}, {"team_id", integer}, {"day", date}, {"minutes", integer}, {"price", number}, {"note", text}, {"paid", boolean}},
		notNull: " id day price ",
		rows:    visitRows(),
	},
}

var words = []string{"Ann", "bob", "Cid", "dora", "eve", "x_y", "50%", "it's", `a"b`, "a/b", "", "Zoë", " pad", "tab:x", "ann"}

// every is v, or NULL in each nth row.
func every(n, i int, v any) any {
	if i%n == n-1 {
		return nil
	}
	return v
}

func word(i int) string { return words[i%len(words)] }

func day(i int) types.Date { return types.Date{Year: 2020, Month: 1, Day: 1}.AddDays(i) }

func money(i int) types.Decimal { return types.DecimalOf(int64(i), 2) }

func teamRows() (rows [][]any) {
	for i := range 7 {
		rows = append(rows, []any{i + 1, word(3 * i), every(3, i, word(i+4)), every(4, i, day(-300*i)), every(5, i, money(125050*i-200000)), i%2 == 0})
	}
	return rows
}

func peopleRows() (rows [][]any) {
	for i := range 24 {
		rows = append(rows, []any{
			i + 1, word(i), every(4, i, word(7*i+2)), every(5, i, (i*7)%19-3), every(3, i, i%4 < 2), every(6, i, money((i*317)%900-150)), every(7, i, day(40*(i%9))), every(4, i+1, i%8+1),
		})
	}
	return rows
}

func visitRows() (rows [][]any) {
	for i := range 36 {
		rows = append(rows, []any{i + 1, every(9, i, i%27+1), every(5, i, i%6+1), day((i * 13) % 120), every(6, i, (i*11)%50), money((i * 350) % 2200), every(3, i, word(2*i+1)), every(8, i, i%3 == 0)})
	}
	return rows
}

// catalogue is the tables in a MetaData.
type catalogue struct {
	meta   *schema.MetaData
	tables map[string]*schema.Table
}

func newCatalogue() *catalogue {
	c := &catalogue{azoth.NewMetaData(), map[string]*schema.Table{}}
	for _, s := range specs {
		var items []schema.Item
		for _, col := range s.columns {
			var options []schema.ColumnOption
			if col.name == "id" {
				options = append(options, schema.PrimaryKey(), schema.NoAutoincrement())
			}
			if s.has(col.name) {
				options = append(options, schema.NotNull())
			}
			items = append(items, schema.Col(col.name, sqlType(col.typ), options...))
		}
		c.tables[s.name] = azoth.NewTable(s.name, c.meta, items...)
	}
	return c
}

// sqlType is the type of columns, and of casts.
func sqlType(t string) types.Type {
	switch t {
	case integer:
		return types.Integer()
	case text:
		return types.String(60)
	case boolean:
		return types.Boolean()
	case number:
		return types.Numeric(10, 2)
	}
	return types.DateType{}
}

// fill inserts the rows.
func (c *catalogue) fill() []expr.Insert[expr.Dynamic] {
	var out []expr.Insert[expr.Dynamic]
	for _, s := range specs {
		ins := expr.NewInsertTable(expr.MakeDerived(c.tables[s.name]))
		for _, row := range s.rows {
			as := make([]expr.Assignment, len(row))
			for i, v := range row {
				as[i] = expr.Assignment{Column: c.tables[s.name].FromColumns()[i], Value: expr.NewBind(types.ValueOfAny(v))}
			}
			ins = ins.Values(as...)
		}
		out = append(out, ins)
	}
	return out
}

// has tells whether a column of s is never NULL.
func (s *tableSpec) has(name string) bool { return strings.Contains(s.notNull, " "+name+" ") }
