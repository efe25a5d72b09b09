module go-regexp

go 1.27
