package reject

import "github.com/azoth-orm/azoth"

// A Go comparison is not a condition of SQL.
var _ = azoth.Select(Users).Where(ed.Name == "ed") /* ERROR "" */
