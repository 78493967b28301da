package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/types"
)

// graph makes tables of which each references those behind the colon: "a: b c".
func graph(lines ...string) *MetaData {
	meta := NewMetaData()
	for _, l := range lines {
		name, refs, _ := strings.Cut(l, ":")
		t := Define(name, meta, Col("id", types.Integer(), PrimaryKey()))
		for _, r := range strings.Fields(refs) {
			ForeignKeyOf([]string{"id"}, []string{r + ".id"}).addTo(t)
		}
	}
	return meta
}

func TestSortTables(t *testing.T) {
	for name, c := range map[string]struct {
		tables []string
		want   string
		late   string
	}{
		"tutorial": {
			[]string{"users", "addresses: users", "post_keywords: posts keywords", "posts: users", "keywords"},
			"users keywords addresses posts post_keywords", "",
		},
		"chain":      {[]string{"a: b", "b: c", "c"}, "c b a", ""},
		"self":       {[]string{"nodes: nodes"}, "nodes", ""},
		"circle":     {[]string{"a: b", "b: a", "c: a"}, "a b c", "a b"},
		"not inside": {[]string{"x: a", "a: b", "b: a", "y"}, "a b y x", "a b"},
	} {
		t.Run(name, func(t *testing.T) {
			order, err := sortTables(graph(c.tables...).Tables())
			if err != nil {
				t.Fatal(err)
			}
			var got, late []string
			for _, o := range order {
				got = append(got, o.table.Name)
				if len(o.omit) > 0 {
					late = append(late, o.table.Name)
				}
			}
			slices.Sort(late)
			if strings.Join(got, " ") != c.want || strings.Join(late, " ") != c.late {
				t.Errorf("order %v, with foreign keys at the end of %v; want %s, %s", got, late, c.want, c.late)
			}
		})
	}
}

func TestSortedTablesAreStable(t *testing.T) {
	got, err := graph("z", "b: z", "a: z", "m").SortedTables()
	if err != nil || names(got) != "m z a b" {
		t.Errorf("%s, %v", names(got), err)
	}
	if _, err := graph("a: missing").SortedTables(); err == nil {
		t.Error("a foreign key to a missing table is not reported")
	}
}
