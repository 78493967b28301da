package reject

import "github.com/azoth-orm/azoth"

// What may reach the database takes a context first.
var _, _ = azoth.Select(Users).All(session) /* ERROR `not enough arguments in call to .*All` */
