package expr

// AliasOf is a FROM element under another name; without a name it is anonymous.
func AliasOf(of From, name string) Derived { return Derived{NewAlias(of.sqlFrom(), name)} }

// MustColumnsOf is [ColumnsOf] for a struct that is part of the program: it panics if a column is missing.
func MustColumnsOf[M any](d From) *M {
	m, err := ColumnsOf[M](d)
	if err != nil {
		panic(err)
	}
	return m
}
